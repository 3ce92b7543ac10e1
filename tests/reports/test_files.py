"""Journals on disk: a folder an office, whole files or none, old ones as the setting says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supervision.reports import files
from supervision.reports.files import Kept, keep_files
from tests.reports.conftest import DISTRICT, FRIDAY, THURSDAY, Desk, at

MONDAY_AFTER = date(2026, 11, 23)
TWO = {DISTRICT, 4}


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_each_office_has_its_folder_with_the_issued_bytes(desk: Desk, tmp_path: Path) -> None:
    desk.issue(at(FRIDAY), only=TWO)
    place = tmp_path / "journals"
    assert keep_files(desk.session, place, 60) == Kept(4, 0)
    assert keep_files(desk.session, place, 60) == Kept(0, 0)
    folders = [folder for folder in place.iterdir() if folder.is_dir()]
    assert len(folders) == 2
    for folder in folders:
        assert names(folder) == ["2026-11-20_No-1-2026_kk.pdf", "2026-11-20_No-1-2026_ru.pdf"]
        assert folder.stat().st_mode & 0o007 == 0  # nobody else reads names of cases and people
    written = {file.read_bytes() for folder in folders for file in folder.iterdir()}
    assert desk.copy(desk.paper(FRIDAY), "kk").content in written


def test_old_journals_leave_the_disk_and_stay_in_the_database(desk: Desk, tmp_path: Path) -> None:
    for morning in (THURSDAY, FRIDAY):
        desk.issue(at(morning), only={DISTRICT})
    keep_files(desk.session, tmp_path, 2)
    folder = next(each for each in tmp_path.iterdir() if each.is_dir())
    note = folder / "note of the chancery.txt"
    note.write_text("left alone", encoding="utf-8")
    desk.issue(at(MONDAY_AFTER), only={DISTRICT})
    assert keep_files(desk.session, tmp_path, 2) == Kept(2, 2)
    assert [name[:10] for name in names(folder)] == [
        "2026-11-20", "2026-11-20", "2026-11-23", "2026-11-23", "note of th",
    ]  # fmt: skip
    assert desk.paper(THURSDAY).number == 1


def test_a_lost_or_cut_file_is_written_anew_and_a_half_is_cleared(
    desk: Desk, tmp_path: Path
) -> None:
    desk.issue(at(FRIDAY), only={DISTRICT})
    keep_files(desk.session, tmp_path, 60)
    folder = next(each for each in tmp_path.iterdir() if each.is_dir())
    lost, cut = (folder / name for name in names(folder))
    whole = cut.read_bytes()
    lost.unlink()
    cut.write_bytes(whole[:100])
    (folder / f"{cut.name}.part").write_bytes(b"half")
    assert keep_files(desk.session, tmp_path, 60).written == 2
    assert cut.read_bytes() == whole
    assert names(folder) == [lost.name, cut.name]


def test_a_run_that_dies_between_two_files_leaves_no_half_under_a_name(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.issue(at(FRIDAY), only=TWO)
    real, calls = files.os.fsync, []

    def dying(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError("no space left on device")
        real(descriptor)

    monkeypatch.setattr(files.os, "fsync", dying)
    with pytest.raises(OSError, match="no space"):
        keep_files(desk.session, tmp_path, 60)
    for file in tmp_path.rglob("*.pdf"):
        assert file.read_bytes().rstrip().endswith(b"%%EOF")
    monkeypatch.undo()
    assert keep_files(desk.session, tmp_path, 60).written == 3
    assert not list(tmp_path.rglob("*.part"))


def test_while_one_process_writes_another_leaves_it_alone(desk: Desk, tmp_path: Path) -> None:
    desk.issue(at(FRIDAY), only={DISTRICT})
    with files._alone(tmp_path) as alone:
        assert alone
        assert keep_files(desk.session, tmp_path, 60) == Kept(0, 0)
    assert keep_files(desk.session, tmp_path, 60) == Kept(2, 0)
