"""The worker's face: work for many accounts waits in the ledger's PostgreSQL, and is done on whichever machine may.

| module | holds | used by |
|---|---|---|
| `job_queue` | what waits in the database: put in, listed, cancelled, queued again | `casewright queue`, `work` |
| `work` | a worker: takes the jobs of the accounts that are signed in here, one after the other | `casewright worker` |
| `daily` | the reading that a worker queues by itself at the times of day that it was told | `work` |

Procrastinate carries the jobs; the ledger alone decides what is filed. A job runs a command of this program as a child.
"""
