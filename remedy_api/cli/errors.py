"""What a command says when it cannot do what was asked."""

from remedy_api.kit.i18n import render


class Refused(Exception):
    """One whole sentence with its remedy, marked with `_N`, and its values; the command ends with `code`."""

    def __init__(self, message: str, /, *, code: int = 1, **values: str | int) -> None:
        super().__init__(message)
        self.message = message
        self.values = values
        self.code = code

    def __str__(self) -> str:
        return render(self.message, **self.values)
