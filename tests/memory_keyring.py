"""A keyring that is nothing but memory."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class MemoryKeyring:
    """A keyring that keeps everything where the test can see it, and fails when it is told to."""

    kept: dict[tuple[str, str], str] = field(default_factory=dict)
    failure: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self.fail()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.fail()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.fail()
        del self.kept[service, username]

    def fail(self) -> None:
        if self.failure:
            raise self.failure
