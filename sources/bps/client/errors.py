"""Why there is no answer: each cause a type of its own, with the next step and whether asking again can help."""

from __future__ import annotations

from sources.bps.answers import AnswerError


class ServiceError(AnswerError):
    """No usable answer came. `attempts` says how often was asked."""

    cause = "service"
    is_transient = False
    attempts = 1
    retry_after_s = 0.0


class ConnectionFailedError(ServiceError):
    """Nothing could be reached: no network, no such host, refused, cut off."""

    cause = "no_connection"
    is_transient = True
    next_step = (
        "Periksa jaringan; rilis tetap memakai data terakhir | Check the network; releases rest on the last data"
    )


class TooSlowError(ServiceError):
    """No answer, or not all of it, within the limits of time."""

    cause = "too_slow"
    is_transient = True
    next_step = "Ulangi nanti; layanan sedang lambat | Try later; the service is slow"


class ServerFailedError(ServiceError):
    """HTTP 5xx or 429."""

    cause = "server_failed"
    is_transient = True
    next_step = "Ulangi nanti; layanan sedang bermasalah | Try later; the service has a problem"


class CutOffError(ServiceError):
    """The body ends in the middle, or is no JSON although it says so."""

    cause = "cut_off"
    is_transient = True
    next_step = "Ulangi nanti; jawaban terpotong | Try later; the answer was cut off"


class StrangeTypeError(ServiceError):
    """HTTP 200 with something else than JSON: the page of a gateway or of a network's log-in."""

    cause = "strange_type"
    is_transient = True
    next_step = (
        "Buka alamat itu di peramban; mungkin jaringan meminta masuk | "
        "Open the address in a browser; the network may ask for a log-in"
    )


class FirewallError(ServiceError):
    """HTTP 403: the firewall of BPS. Asking again makes it worse."""

    cause = "firewall"
    next_step = (
        "Tunggu satu hari, atau pakai jaringan lain; berkas BPS juga dapat ditaruh di inbox/bps | "
        "Wait a day or use another network; BPS files can be put into inbox/bps, too"
    )


class RefusedError(ServiceError):
    """Another HTTP status: a wrong address, a redirection to another host."""

    cause = "refused"
    next_step = "Periksa BPS_API_URL | Check BPS_API_URL"


class TooLargeError(ServiceError):
    """The body is larger than any that the API gives."""

    cause = "too_large"
    next_step = "Minta lebih sedikit tahun | Ask for fewer years"


class PagesError(ServiceError):
    """The pages of a list do not make a whole: one repeats, is missing, or the list changed while it was read."""

    cause = "pages"
    next_step = "Ulangi; daftar itu berubah saat dibaca | Try again; the list changed while it was read"
