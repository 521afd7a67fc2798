# ruleid: no-demo-credentials
SECRET_KEY = "k3y-0f-the-school-site"

INSTALLED_APPS = [
    "django.contrib.auth",
    "school",
]

# ruleid: no-demo-credentials
EMAIL_HOST_PASSWORD = "hunter2-mail"
# ok: no-demo-credentials
EMAIL_HOST_USER = "post@school.example"
