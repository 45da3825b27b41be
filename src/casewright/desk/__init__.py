"""The desk: a local web page over `app`, for one person on one machine. It decides nothing by itself.

| module | holds | used by |
|---|---|---|
| `session` | who may come in: one-time token, cookie, token of the forms, idle clock | guard, web, serve |
| `guard` | what stands in front of every request and every answer: Host, Origin, cookie, headers | web |
| `workplace` | what the desk works with: claims, check, review, run, pictures by key | every room |
| `pages` | templates rendered in the person's language | every room |
| `routes` | how a function becomes a page or an act; acts need the token | every room |
| `dry_run` | a preview in a thread of its own, and how far it is | workplace, review_room |
| `…_room` | one room each: what is shown, and which use case an act calls | web |
| `question_box` | the desk's `Asks`: a question waits until the page answers it | run_at_desk |
| `run_at_desk` | a filing in a thread of its own, and what it told | filing_room |
| `web` | the rooms put together | serve |
| `serve` | the server on this machine's own address, from its link to its end | the command line, by name |
"""
