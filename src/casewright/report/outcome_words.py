"""What the program's own words are called in the two languages of the interface: outcomes, states, kinds of proof."""

from __future__ import annotations

from casewright.intake.guide import Language

_CHINESE = {
    # what became of a claim
    "verified": "已核实",
    "filed_unverified": "已提交，待核实",
    "filed_differs": "已提交，内容与批准的不符",
    "filed_incomplete": "已提交，缺少附件",
    "uncertain": "不确定",
    "duplicate": "重复",
    "already_reimbursed": "已赔偿",
    "too_early": "过早",
    "wait": "建议等待",
    "no_rule": "没有规则",
    "report_unread": "报告未能读取",
    "too_late": "已过期",
    "evidence_missing": "缺少证据",
    "invalid": "无效",
    "unknown_screen": "页面未识别",
    "signin_required": "需要登录",
    "human_challenge": "需要人工验证",
    "no_permission": "没有权限",
    "rate_limited": "请求过于频繁",
    "capped": "已达上限",
    "stopped": "已停止",
    "cancelled": "已取消",
    "failed_before_submit": "提交前失败",
    "previewed": "已预览",
    # where a filing stands, beside the outcomes of the same name
    "prepared": "已准备",
    "approved": "已批准",
    "armed": "即将提交",
    "clicked": "已点击提交",
    "observed": "页面已显示问题",
    "not_sent": "未提交",
    "needs_person": "需要人工处理",
    "abandoned": "已放弃",
    # what a file proves
    "stock_document": "采购凭证",
    "photo": "照片",
    "proof_of_delivery": "签收证明",
    "other": "其他",
}


def plain(word: str) -> str:
    """A word of the program as a person reads it: `too_early` → `too early`."""
    return word.replace("_", " ")


def called(word: str, language: Language = "en") -> str:
    """The same in a language of the interface; a word that has no Chinese stays English."""
    return (language == "zh" and _CHINESE.get(word)) or plain(word)
