# What the rules of database.yaml find, and what they leave alone. Never run.
# ruleid: raw-sql
Invoice.objects.raw("SELECT 1")
# ruleid: raw-sql
Invoice.objects.extra(where=["1=1"])
# ruleid: raw-sql
Invoice.objects.annotate(x=RawSQL("1", []))
# ok: raw-sql
Invoice.objects.filter(number="1")
# ok: raw-sql
request.headers.raw
# ruleid: sql-from-text
cursor.execute(f"SELECT * FROM {name}")
# ruleid: sql-from-text
cursor.execute("SELECT '" + name + "'")
# ruleid: sql-from-text
cursor.execute("SELECT %s" % name)
# ruleid: sql-from-text
cursor.execute("SELECT {}".format(name))
# ok: sql-from-text
cursor.execute("SELECT %s", [name])
# ruleid: atomic-requests
ATOMIC_REQUESTS = True
# ruleid: atomic-requests
DATABASES = {"ENGINE": "x", "ATOMIC_REQUESTS": True}
# ok: atomic-requests
DATABASES = {"ENGINE": "x"}
# ruleid: key-from-request
Invoice.objects.get(pk=request.POST["id"])
# ruleid: key-from-request
Invoice.objects.filter(pk=int(request.GET.get("id")))
# ruleid: key-from-request
get_object_or_404(Invoice, pk=number)
# ok: key-from-request
Invoice.objects.get(public_id=request.POST["id"])
# ok: key-from-request
Invoice.objects.get(pk=invoice.pk)
