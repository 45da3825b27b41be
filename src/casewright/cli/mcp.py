"""`casewright mcp`: what an assistant may ask, over the Model Context Protocol."""

from __future__ import annotations

import typer

from casewright.cli.faces import load_face
from casewright.cli.result import Result

commands = typer.Typer()


@commands.command()
def mcp() -> Result:
    """Let an assistant explain, check, prepare and preview claims, over the Model Context Protocol (stdio).

    No tool submits, approves or replies, and none takes the stop switch away. Name this command in your assistant's
    settings; it speaks the protocol on standard output, so there is nothing to read for you.
    """
    load_face("mcp.server").serve_assistant()
    return Result("mcp")
