"""The benchmark of readers runs, at a small size, for every format."""

from pathlib import Path

import pytest

from tests.bench.read import FORMATS, generate, measure, measure_here


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_generated_and_read(tmp_path: Path, format: str) -> None:
    path = tmp_path / f"small.{format}"
    generate(format, 2, path)
    measured = measure_here(path, format, 2, 1)
    assert measured.words > 500 and measured.seconds > 0 and measured.baseline > 0


def test_a_measurement_has_its_own_process(tmp_path: Path) -> None:
    assert measure("txt", 1, tmp_path, 1).pages == 1
