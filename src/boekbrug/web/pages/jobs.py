"""Jobs that were given up after five tries: the operator tries them again or drops them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from boekbrug.business.watching import actions_parked, parked
from boekbrug.web.access import PersonRequest, operator


@operator("GET")
def page(request: PersonRequest) -> HttpResponse:
    """List them, without content."""
    return render(request, "jobs.html", {"jobs": parked.parked_jobs()})


@operator("POST")
def settle(request: PersonRequest) -> HttpResponse:
    """Try one again, or drop it."""
    job = parked.find(request.POST.get("job", ""))
    act = {"retry": actions_parked.retry, "drop": actions_parked.drop}.get(request.POST.get("act", ""))
    if job is None or act is None or not act(job=job, actor=request.actor, now=request.now):
        messages.warning(request, _("This job waits no more: somebody else settled it."))
    elif request.POST["act"] == "retry":
        messages.success(request, _("It is tried again now, five times at most."))
    else:
        messages.success(request, _("Dropped. Its people see that it did not go through."))
    return redirect("jobs")
