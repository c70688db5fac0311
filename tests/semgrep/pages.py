# What the rules of pages.yaml find, and what they leave alone. Never run.
# ruleid: marked-safe
mark_safe(name)
# ruleid: marked-safe
format_html(f"<b>{name}</b>")
# ok: marked-safe
format_html("<b>{}</b>", name)
# ruleid: csrf-exempt
csrf_exempt(view)
# ok: csrf-exempt
require_POST(view)
# ruleid: file-by-path
FileResponse(open(path))
# ok: file-by-path
attachment(content, name=name)
# ruleid: content-type-from-outside
HttpResponse(content, content_type=upload.content_type)
# ruleid: content-type-from-outside
HttpResponse(content, content_type=request.GET["type"])
# ok: content-type-from-outside
HttpResponse(content, content_type="application/pdf")
# ruleid: open-redirect
redirect(request.GET["next"])
# ruleid: open-redirect
HttpResponseRedirect(request.POST.get("next"))


def view(request):
    # ruleid: open-redirect
    where = request.GET.get("next")
    return redirect(where)


# ok: open-redirect
redirect("home")
# ruleid: host-from-request
request.build_absolute_uri("/x")
# ruleid: host-from-request
request.get_host()
# ok: host-from-request
settings.ENVIRONMENT.address
# ruleid: header-from-text
answer["Content-Disposition"] = f'attachment; filename="{name}"'
# ruleid: header-from-text
HttpResponse(content, headers={"Content-Disposition": f"attachment; filename={name}"})
# ok: header-from-text
answer["Content-Disposition"] = content_disposition_header(True, name)
