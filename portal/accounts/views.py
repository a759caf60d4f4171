"""A professional signs in: the work address, then the code that was sent to it."""

from __future__ import annotations

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from portal.accounts.forms import WorkAddressForm, WorkCodeForm
from portal.accounts.professionals import professional_of, send_code
from portal.core.locales import current_variant, reverse_in
from portal.core.responses import neutral

WAIT = 429


@require_http_methods(["GET", "HEAD", "POST"])
@neutral
def ask_address(request: HttpRequest) -> HttpResponse:
    """Asks for the work address and sends the code; the answer is the same whether or not an account has it."""
    if professional_of(request):
        return redirect(after_sign_in())
    form = WorkAddressForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "accounts/ask_address.html", {"form": form})
    email = form.cleaned_data["email"]
    too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="request_login_code", key=email)
    if too_many:
        return too_many
    send_code(request, email)
    return redirect("professional-code")


@require_http_methods(["GET", "HEAD", "POST"])
@neutral
def ask_code(request: HttpRequest) -> HttpResponse:
    """Asks for the code; three wrong ones, or three minutes, and a new one must be asked for."""
    stage = LoginStageController.enter(request, LoginByCodeStage.key)
    process = LoginCodeVerificationProcess.resume(stage) if stage else None
    if process is None:
        return redirect("professional-sign-in")
    form = WorkCodeForm(request.POST if request.method == "POST" else None, code=process.code)
    if form.is_valid():
        finished: HttpResponse = process.finish(after_sign_in())
        return finished
    if request.method == "POST" and not process.record_invalid_attempt():
        return redirect("professional-sign-in")
    return render(request, "accounts/ask_code.html", {"form": form})


def after_sign_in() -> str:
    """The address of the professionals' page in the current variant."""
    return reverse_in("professional", current_variant().code)
