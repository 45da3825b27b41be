"""Everything that a person is asked, and the words that count as answers, in the two languages of the interface."""

from __future__ import annotations

from dataclasses import dataclass

from casewright.cli.options import Language


@dataclass(frozen=True, slots=True)
class Questions:
    """In one language: in front of a submit, in front of a reply, and of a filing in doubt."""

    where: dict[bool, str]
    file: str
    file_answers: str
    file_help: str
    file_hint: str
    nothing_skipped: str
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
        where={True: "LIVE", False: "PRACTICE"},
        file="{where} · {account} · {claim} · {amount} ({number} of {of}) · {answers} ?",
        file_answers="file / skip / look / back / rest / quit",
        file_help="""\
  file  files this case: Amazon receives exactly what is shown above
  skip  leaves this claim for another time, and goes on with the next one
  look  opens this claim's page: the text, the files, and every screen so far
  back  goes back to the claim that was skipped last
  rest  files this case and all that follow, after you typed how many that are
  quit  ends the run here; what was filed stays filed""",
        file_hint="Nothing was filed. Please type one of the words: file, skip, look, back, rest, quit; ? explains.",
        nothing_skipped="Nothing was skipped before this one.",
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
        where={True: "正式", False: "练习"},
        file="{where} · {account} · {claim} · {amount}（第 {number} 个，共 {of} 个）· {answers}？",
        file_answers="提交 / 跳过 / 查看 / 返回 / 其余 / 退出",
        file_help="""\
  提交  提交此问题：亚马逊收到的正是上面显示的内容
  跳过  暂不处理此索赔，继续下一个
  查看  打开此索赔的页面：正文、附件以及到目前为止的每个屏幕
  返回  回到上一个跳过的索赔
  其余  输入数量确认后，提交此问题及之后的全部问题
  退出  在此结束；已提交的仍然有效""",
        file_hint="未提交任何问题。请输入其中一个词：提交、跳过、查看、返回、其余、退出；? 显示说明。",
        nothing_skipped="此前没有跳过任何索赔。",
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
    "全部": "rest",
    "其余": "rest",
    "all": "rest",
    "返回": "back",
    "？": "?",
    "退出": "quit",
    "发送": "send",
    "否": "no",
    "未提交": "not sent",
    "保留": "leave",
}


def answered(line: str) -> str:
    """An answer as the English word that it stands for; those count in every language."""
    return _SAME.get(line, line.casefold())
