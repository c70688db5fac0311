# What the rules of money_and_time.yaml find, and what they leave alone. Never run.
# ruleid: floating-money
float(amount)
# ruleid: floating-money
models.FloatField()
# ok: floating-money
Decimal(amount)
# ruleid: rounding-by-python
round(amount, 2)
# ok: rounding-by-python
half_up(amount)
# ruleid: time-without-zone
dt.datetime.now()
# ruleid: time-without-zone
dt.datetime.utcnow()
# ruleid: time-without-zone
dt.date.today()
# ok: time-without-zone
dt.datetime.now(dt.UTC)
# ruleid: weak-hash
hashlib.md5(content)
# ok: weak-hash
hashlib.sha256(content)
