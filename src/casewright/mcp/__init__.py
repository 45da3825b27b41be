"""An assistant's face: the commands that only look and prepare, over the Model Context Protocol.

| module | holds | used by |
|---|---|---|
| `commands` | the command lines that an assistant may run, one a tool, and how one is run | server |
| `server` | the tools and pictures as the protocol knows them | the command line, by name |

It imports neither the use cases nor anything below them: each tool runs one of the program's own commands as a child
process, out of a fixed list. None of them submits, arms, approves, replies, or takes the stop switch away.
"""
