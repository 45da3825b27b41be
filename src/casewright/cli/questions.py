"""Everything that a person is asked, and the words that count as answers, in the two languages of the interface."""

from __future__ import annotations

from dataclasses import dataclass

from casewright.cli.options import Language


@dataclass(frozen=True, slots=True)
class Questions:
    """In one language: in front of a submit, in front of a reply, and of a filing in doubt."""

    file: str
    file_hint: str
    file_all: str
    other_number: str
    no_picture: str
    opened: str
    no_desktop: str
    send: str
    became: str
    undecided: str
    not_shown: str
    other_case: str
    why: str
    no_reason: str


QUESTIONS: dict[Language, Questions] = {
    "en": Questions(
        file="Type file to file this case, or: skip, look, all, quit ({left} left)",
        file_hint="Nothing was filed. Please type one of the words: file, skip, look, all, quit.",
        file_all="To file this case and all that follow, type their number: {left}",
        other_number="That is another number; nothing was filed.",
        no_picture="No picture was kept of this screen.",
        opened="Opened {path}",
        no_desktop="There is no desktop to show it on; the picture is {path}",
        send="Type send to send this reply, or: look, no",
        became="Type the ID of the case that is this claim's, or: not sent, leave",
        undecided="Nothing was decided. {remedy}",
        not_shown="The case log did not show case {case}. If it is the one, type it again.",
        other_case="That is another one; nothing was decided.",
        why="Why? One line; it is kept for good, with your name and the time.",
        no_reason="Without a reason nothing is decided.",
    ),
    "zh": Questions(
        file="输入“提交”即提交此问题；或输入：跳过、查看、全部、退出（剩余 {left} 个）",
        file_hint="未提交任何问题。请输入其中一个词：提交、跳过、查看、全部、退出。",
        file_all="要提交此问题及之后的全部问题，请输入其数量：{left}",
        other_number="数量不符，未提交任何问题。",
        no_picture="此页面没有保存图片。",
        opened="已打开 {path}",
        no_desktop="没有桌面可显示图片；图片位于 {path}",
        send="输入“发送”即发送此回复；或输入：查看、否",
        became="请输入属于此索赔的问题编号；或输入：未提交、保留",
        undecided="未作任何决定。{remedy}",
        not_shown="问题日志中没有显示问题 {case}。如果确实是它，请再输入一次。",
        other_case="两次输入不同，未作任何决定。",
        why="原因？请写一行；它将连同您的姓名和时间永久保存。",
        no_reason="没有原因，未作任何决定。",
    ),
}

_SAME = {
    "提交": "file",
    "跳过": "skip",
    "查看": "look",
    "全部": "all",
    "退出": "quit",
    "发送": "send",
    "否": "no",
    "未提交": "not sent",
    "保留": "leave",
}


def answered(line: str) -> str:
    """An answer as the English word that it stands for; those count in every language."""
    return _SAME.get(line, line.casefold())
