"""Every task name is registered and scheduled by name; what travels is JSON and carries no state."""

from __future__ import annotations

import inspect
import json

from supervision.core.queue import QueueName, TaskName
from tasks import schedule
from tasks.celery_app import HouseTask, celery


def registered() -> dict[str, HouseTask]:
    celery.loader.import_default_modules()
    return {name: task for name, task in celery.tasks.items() if not name.startswith("celery.")}


def test_every_task_name_is_registered_and_no_task_has_a_name_of_its_own() -> None:
    assert set(registered()) == {name.value for name in TaskName}


def test_every_task_stands_on_the_base_that_enters_the_house_and_names_itself_in_logs() -> None:
    assert all(isinstance(task, HouseTask) for task in registered().values())


def test_tasks_take_nothing_so_a_wiped_queue_loses_nothing() -> None:
    for name, task in registered().items():
        assert not inspect.signature(task.run).parameters, name


def test_every_line_of_the_timetable_is_a_task_on_a_known_queue_and_serves_something() -> None:
    for line in schedule.LINES:
        assert line.task.value in registered()
        assert line.queue in QueueName
        assert line.serves
        assert line.expires > 0


def test_every_task_has_a_line_in_the_timetable() -> None:
    assert {line.task for line in schedule.LINES} == set(TaskName)


def test_messages_are_json_only() -> None:
    assert celery.conf.task_serializer == "json"
    assert celery.conf.accept_content == ["json"]
    json.dumps([line["options"] for line in schedule.timetable().values()])


def test_a_task_that_waited_past_its_successor_is_dropped() -> None:
    for line in schedule.LINES:
        if isinstance(line.when, int):
            assert line.expires < line.when
