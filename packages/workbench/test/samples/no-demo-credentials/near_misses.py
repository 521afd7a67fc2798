def git_account(token):
    username = token
    # ok: no-demo-credentials
    password = "x-oauth-basic"
    return login(username=username, password=password)


def mount(runtime, secret_name):
    # ok: no-demo-credentials
    runtime.set_env_from_secret("AWS_SECRET_ACCESS_KEY", secret=secret_name, secret_key="AWS_SECRET_ACCESS_KEY")


def unpack(job):
    # ok: no-demo-credentials
    password_command = "-p-"
    if job.password:
        password_command = "-p%s" % job.password
    return run(password_command)
