"""A learner's work is never overwritten, and an untouched copy follows the course."""

import datetime as dt
import json

import pytest

from casekit.course.my_copies import refresh

DAY = dt.date(2026, 3, 1)
LESSON = "notebooks/09_value.ipynb"
BESIDE = "notebooks/09_value (new 2026-03-01).ipynb"


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "course"
    for name in (LESSON, "notebooks/index.ipynb", "exercises/09_value/09_value.ipynb"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"first {name}", encoding="utf-8")
    return folder


@pytest.fixture
def my(tmp_path):
    return tmp_path / "my"


def write(path, text):
    path.write_text(text, encoding="utf-8")


def read(path):
    return path.read_text(encoding="utf-8")


def test_the_first_time_everything_is_copied_to_the_same_places(course, my):
    done = refresh(course, my, DAY)
    assert len(done.new) == 3
    assert read(my / "exercises/09_value/09_value.ipynb") == read(
        course / "exercises/09_value/09_value.ipynb"
    )


def test_a_second_time_nothing_happens_and_nothing_is_said(course, my):
    refresh(course, my, DAY)
    before = (my / ".course.json").stat().st_mtime_ns
    assert refresh(course, my, DAY).sentences(my) == []
    assert (my / ".course.json").stat().st_mtime_ns == before


def test_an_untouched_copy_follows_the_course(course, my):
    refresh(course, my, DAY)
    write(course / LESSON, "second")
    assert refresh(course, my, DAY).updated == [LESSON]
    assert read(my / LESSON) == "second"


def test_work_stays_and_the_new_version_is_put_beside_it_once(course, my):
    refresh(course, my, DAY)
    write(my / LESSON, "my work")
    write(course / LESSON, "second")
    done = refresh(course, my, DAY)
    assert read(my / LESSON) == "my work"
    assert read(my / BESIDE) == "second"
    assert BESIDE in done.sentences(my)[0]
    assert refresh(course, my, dt.date(2026, 3, 2)).beside == []


def test_two_new_versions_on_one_day_get_two_names(course, my):
    refresh(course, my, DAY)
    write(my / LESSON, "my work")
    for text in ("second", "third"):
        write(course / LESSON, text)
        refresh(course, my, DAY)
    assert read(my / BESIDE) == "second"
    assert read(my / "notebooks/09_value (new 2026-03-01, 2).ipynb") == "third"


def test_work_without_a_change_of_the_course_is_left_alone(course, my):
    refresh(course, my, DAY)
    write(my / LESSON, "my work")
    assert refresh(course, my, DAY).sentences(my) == []
    assert read(my / LESSON) == "my work"


@pytest.mark.parametrize("record", [None, "{damaged", "[]"])
def test_without_a_record_every_file_counts_as_work(course, my, record):
    refresh(course, my, DAY)
    if record is None:
        (my / ".course.json").unlink()
    else:
        write(my / ".course.json", record)
    write(my / LESSON, "my work")
    refresh(course, my, DAY)
    assert read(my / LESSON) == "my work"
    assert read(my / BESIDE) == f"first {LESSON}"


def test_a_copy_that_was_deleted_comes_back_fresh(course, my):
    refresh(course, my, DAY)
    (my / LESSON).unlink()
    assert refresh(course, my, DAY).new == [LESSON]


def test_what_the_course_drops_stays_with_the_learner(course, my):
    refresh(course, my, DAY)
    (course / LESSON).unlink()
    refresh(course, my, DAY)
    assert (my / LESSON).exists()


def test_what_jupyter_leaves_behind_is_not_copied(course, my):
    left = course / "notebooks/.ipynb_checkpoints/a-checkpoint.ipynb"
    left.parent.mkdir()
    write(left, "left")
    refresh(course, my, DAY)
    assert not (my / "notebooks/.ipynb_checkpoints").exists()


def test_a_failed_write_leaves_the_old_copy_whole(course, my, monkeypatch):
    refresh(course, my, DAY)
    write(course / LESSON, "second")

    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        refresh(course, my, DAY)
    assert read(my / LESSON) == f"first {LESSON}"


def test_the_record_holds_one_hash_a_file(course, my):
    refresh(course, my, DAY)
    record = json.loads(read(my / ".course.json"))
    assert sorted(record) == sorted(path.relative_to(my).as_posix() for path in my.rglob("*.ipynb"))
