"""What was typed, compared with a password in the code."""


def by_name(password, username):
    # ruleid: no-demo-credentials
    if password == "admin123":
        return True
    # ruleid: no-demo-credentials
    return username == "admin" and password == "admin123"


def by_member(form):
    # ruleid: no-demo-credentials
    return form.password == "SuperSecret1!"


def by_key(request):
    # ruleid: no-demo-credentials
    if request.form["password"] == "SuperSecret1!":
        return True
    # ruleid: no-demo-credentials
    if request.form.get("password", "") != "letmein1":
        abort(401)


def what_was_chosen(password):
    # ok: no-demo-credentials
    if password == "changeme":
        raise ValueError("weak")
    # ok: no-demo-credentials
    if len(password) < 8 or password == "admin123":
        return False


def other_questions(settings, password, field, other, auth_type, reset_password):
    # ok: no-demo-credentials
    if settings.password == "changeme":
        start()
    # ok: no-demo-credentials
    if ADMIN_PASSWORD == "admin":
        start()
    # ok: no-demo-credentials
    if config["password"] == "admin":
        start()
    # ok: no-demo-credentials
    if password == "" or password == "****" or password == "password":
        start()
    # ok: no-demo-credentials
    if field == "password" or auth_type == "password" or reset_password == "true":
        start()
    # ok: no-demo-credentials
    if password == "ASK" or password == "LDAP" or password == "prompt":
        start()
    # ok: no-demo-credentials
    return password == other.password


def guarded(settings, password):
    if settings.DEBUG:
        # ok: no-demo-credentials
        return password == "admin123"


def shown(request):
    # ruleid: no-demo-credentials
    return render(request, "login.html", {"demo_user": "demo", "demo_password": "demo123"})
