"""Every rule file keeps to its schema and does what its own examples say, both ways."""

import pytest

from kg.errors import RuleError
from kg.rules import Rule, Rules

RULES = [(group, rule) for group in Rules().groups() for rule in Rules().group(group)]


@pytest.mark.parametrize(("group", "rule"), RULES, ids=[f"{g}/{r.id}" for g, r in RULES])
def test_rule_keeps_its_examples(group: str, rule: Rule) -> None:
    assert rule.examples, f"{group}/{rule.id} has no example"
    missed = [text for text in rule.examples if not rule.pattern.search(text)]
    assert not missed, f"{group}/{rule.id} does not match {missed}"
    wrong = [text for text in rule.counter_examples if rule.pattern.search(text)]
    assert not wrong, f"{group}/{rule.id} matches {wrong}"


@pytest.mark.parametrize(
    "text",
    [
        '[[rule]]\npattern = "x"',
        '[[rule]]\nid = "a"',
        '[[rule]]\nid = "a"\npattern = "("',
        '[[rule]]\nid = "a"\npattern = "x"\nphrases = ["y"]',
        '[[rule]]\nid = "a"\npattern = "x"\ncolour = "red"',
        '[[rule]]\nid = "a"\npattern = "x"\n[[rule]]\nid = "a"\npattern = "y"',
        "not toml",
    ],
)
def test_broken_rule_file_is_refused_in_a_sentence(tmp_path, text) -> None:
    (tmp_path / "broken.toml").write_text(text)
    with pytest.raises(RuleError, match=r"broken\.toml"):
        Rules(folder=tmp_path).group("broken")
