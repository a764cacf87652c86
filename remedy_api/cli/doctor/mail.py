"""The mail server: reached as for a mail, which is sent only when somebody asks for it."""

from email.message import EmailMessage

from remedy_api.cli.doctor.finding import Finding, fault, ok, warning
from remedy_api.kit.i18n import _N, render
from remedy_api.notifications.channels import NobodyThere, NotDelivered, Unknown, deliver, reach
from remedy_api.settings import Settings


def check_mail(settings: Settings, to: str | None) -> list[Finding]:
    """Connection, TLS and sign-in; `to`: an address that gets one mail saying that it is a test."""
    if not settings.smtp_url:
        message = _N("No mail server is set, so nobody is told that something is new. Name one in REMEDY_SMTP_URL.")
        return [warning("mail", message)]
    try:
        encrypted = reach(settings.smtp_url)
    except NotDelivered as error:
        message = _N("The mail server cannot be reached or does not let us in (%(reason)s). Check REMEDY_SMTP_URL.")
        return [fault("mail", message, reason=type(error.__cause__).__name__)]
    except ValueError:
        return [fault("mail", _N("REMEDY_SMTP_URL is no address of a mail server. Write smtp://user:password@host:port."))]
    found = [
        ok("mail", _N("The mail server lets us in, over TLS."))
        if encrypted
        else warning("mail", _N("The mail server offers no TLS: who listens learns who gets mail. Use smtps:// or another server."))
    ]
    if settings.mail_from.endswith("@localhost"):
        found.append(warning("mail", _N("Mails come from an address that nobody can answer. Name one in REMEDY_MAIL_FROM.")))
    return found + (_sent(settings, to) if to else [])


def _sent(settings: Settings, to: str) -> list[Finding]:
    message = EmailMessage()
    message["From"], message["To"] = settings.mail_from, to
    message["Subject"] = render(_N("A test of the mail server"))
    message.set_content(render(_N("This is a test. Nothing is new.")) + "\n")
    try:
        with deliver(settings.smtp_url or "", message) as delivery:
            delivery.send()
    except (NotDelivered, NobodyThere, Unknown) as error:
        return [fault("mail", _N("The test mail was not taken (%(reason)s). Check the addresses."), reason=type(error).__name__)]
    return [ok("mail", _N("The test mail was taken. Look whether it arrives, and not among the unwanted."))]
