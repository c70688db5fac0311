"""Jobs that were given up after five tries: the operator tries them again or drops them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from boekbrug.business.people.language import render as render_sentence
from boekbrug.business.watching import actions_parked, parked
from boekbrug.web.access import PersonRequest, operator

KINDS = {"import": mark("import"), "send": mark("send"), "invite": mark("invite")}


@operator("GET")
def page(request: PersonRequest) -> HttpResponse:
    """List them, without content."""
    jobs = [
        (job, _(KINDS[job.kind]), render_sentence(job.why) if job.why else job.reason)
        for job in parked.parked_jobs()
    ]
    return render(request, "jobs.html", {"jobs": jobs})


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
