"""Themes: agreement with the person who coded them, beside the agreement of a second person."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.evaluate.figures import Figure, Unit, f1_figure, f1_of
from kg.evaluate.gold import Gold, Item
from kg.evaluate.kinds import Outcome, plain
from kg.evaluate.match import Record

_LEAST = 3  # uses of a theme below which its figure says too little
_WORD = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class ThemeFigure:
    """One theme: how often a person used it, how often the records did, and F1 and kappa between the two."""

    theme: str
    support: int
    found: int
    f1: float
    kappa: float | None


@dataclass(frozen=True, slots=True)
class ThemeReport:
    """The figures over all themes, and one line each."""

    figures: tuple[Figure, ...]
    each: tuple[ThemeFigure, ...]


Coding = Sequence[tuple[frozenset[str], frozenset[str]]]  # told and read, one pair an item


def theme_figures(
    records: Mapping[str, Sequence[Record]], gold: Gold, outcomes: Mapping[str, Outcome]
) -> ThemeReport:
    """Themes of recommendations, learning points and good practice that were found, against the first coding."""
    slugs = _slugs(records.get("theme", ()))
    pairs = [
        pair
        for name in ("recommendations", "learning points", "findings", "good practice")
        for pair in outcomes[name].pairs
        if pair[0].noted.get("themes")
    ]
    if not pairs or not gold.labels:
        return ThemeReport((), ())
    coded = [(_told(i.noted["themes"], gold), _read(r.get("themes") or (), slugs)) for i, r in pairs]
    both = [(i, s) for i in gold.items if (s := _second(i, gold)) is not None and i.noted.get("themes")]
    human = [(_told(i.noted["themes"], gold), _told(s, gold)) for i, s in both]
    plainly = _nearest([i for i, _ in pairs], gold)
    told = [t for t, _ in coded]
    micro = f1_figure(
        "themes (micro)",
        _units(coded),
        baseline=_micro(list(zip(told, plainly, strict=True))),
        human=_micro(human),
    )
    kappa = Figure(
        "themes (macro, themes used 3 times or more)",
        "kappa",
        agreement_of(coded),
        support=len(coded),
        baseline=agreement_of(list(zip(told, plainly, strict=True))),
        human=agreement_of(human),
    )
    return ThemeReport((micro, kappa), _each(coded))


def agreement_of(coded: Coding) -> float | None:
    """Mean of Cohen's kappa over the themes that were told three times or more; None where there is none."""
    values = [kappa for theme in _themes(coded, _LEAST) if (kappa := _kappa(coded, theme)) is not None]
    return sum(values) / len(values) if values else None


def _kappa(coded: Coding, theme: str) -> float | None:
    n = len(coded)
    a = sum(theme in t and theme in r for t, r in coded)
    told = sum(theme in t for t, _ in coded)
    read = sum(theme in r for _, r in coded)
    seen = (n - told - read + 2 * a) / n
    chance = (told * read + (n - told) * (n - read)) / (n * n)
    return (seen - chance) / (1 - chance) if chance < 1 else None


def _themes(coded: Coding, least: int = 1) -> list[str]:
    counts = Counter(theme for told, _ in coded for theme in told)
    return sorted(theme for theme, count in counts.items() if count >= least)


def _units(coded: Coding) -> list[Unit]:
    return [Unit(len(t & r), len(r - t), len(t - r)) for t, r in coded]


def _micro(coded: Coding) -> float | None:
    return f1_of(_units(coded))[2] if coded else None


def _each(coded: Coding) -> tuple[ThemeFigure, ...]:
    rows = []
    for theme in sorted({theme for told, read in coded for theme in told | read}):
        told, read = sum(theme in t for t, _ in coded), sum(theme in r for _, r in coded)
        both = sum(theme in t and theme in r for t, r in coded)
        rows.append(ThemeFigure(theme, told, read, 2 * both / (told + read), _kappa(coded, theme)))
    return tuple(sorted(rows, key=lambda row: (-row.support, row.theme)))


def _told(labels: Iterable[str], gold: Gold) -> frozenset[str]:
    return frozenset(gold.labels.get(label, label) for label in labels)


def _second(item: Item, gold: Gold) -> tuple[str, ...] | None:
    return gold.second.get(str(item.noted.get("id"))) or (
        gold.second.get(f"line/{item.lines[0][0]}") if item.lines else None
    )


def _slugs(themes: Sequence[Record]) -> dict[str, str]:
    return {plain(row.get("label")): str(row.get("id")).rsplit("/", 1)[-1] for row in themes}


def _read(names: Iterable[str], slugs: Mapping[str, str]) -> frozenset[str]:
    return frozenset(slugs.get(plain(name), str(name).rsplit("/", 1)[-1]) for name in names)


def _nearest(items: Sequence[Item], gold: Gold) -> list[frozenset[str]]:
    """The baseline: the two labels whose words are nearest to an item's by TF-IDF and cosine."""
    labels = sorted(gold.labels)
    texts = [_WORD.findall(text.lower()) for text in (*labels, *(item.text for item in items))]
    spread = Counter(word for words in texts for word in set(words))
    vectors = [
        {word: n * math.log(len(texts) / spread[word]) for word, n in Counter(words).items()}
        for words in texts
    ]
    found = []
    for vector in vectors[len(labels) :]:
        scored = sorted((-_cosine(vector, vectors[at]), label) for at, label in enumerate(labels))
        found.append(frozenset(gold.labels[label] for score, label in scored[:2] if score < 0))
    return found


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    dot = sum(value * other.get(word, 0.0) for word, value in one.items())
    size = math.sqrt(sum(v * v for v in one.values()) * sum(v * v for v in other.values()))
    return dot / size if size else 0.0
