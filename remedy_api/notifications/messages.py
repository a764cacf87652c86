"""The one mail there is: that something is new, and where to sign in. The same words for everybody of one language.

It names nobody, no organisation, no report and no time of anything, so neither the mail server nor whoever looks over a
shoulder learns more than that somebody has an account here.
"""

from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import formatdate, make_msgid

from remedy_api.kit.i18n import gettext


def notice(*, to: str, sender: str, language: str, address: str) -> EmailMessage:
    """The notice in a language. `address`: where the casework door is, exactly as people reach it."""
    _ = gettext(language)
    message = EmailMessage(policy=SMTP if to.isascii() and sender.isascii() else SMTPUTF8)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = _("Something new is waiting for you")
    message["Date"] = formatdate()
    # By itself the header would carry the name of this machine.
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2] or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    text = "\n\n".join(
        (
            _("Something new is waiting for you. Sign in to read it:"),
            address,
            _("You can turn these mails off in your account. Please do not answer this mail: nobody reads it."),
        )
    )
    message.set_content(text + "\n")
    message["Content-Language"] = language
    return message
