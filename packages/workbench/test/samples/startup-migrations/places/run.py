from app import app, db

if __name__ == "__main__":
    with app.app_context():
        # ruleid: no-startup-migrations
        db.create_all()
    app.run(host="0.0.0.0")
