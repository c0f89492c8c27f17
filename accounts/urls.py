"""Pages about people, at the top of the site: they belong to no assessment."""

from django.urls import path

from accounts.views import account, organisations, people, roles, sign_in

app_name = "accounts"

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("welcome/<str:token>/", sign_in.set_password, name="set_password"),
    path("account/", account.account, name="account"),
    path("account/password/", account.change_password, name="change_password"),
    path("account/stay/", sign_in.stay_signed_in, name="stay_signed_in"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/change/", people.change_person, name="change_person"),
    path("people/<int:pk>/link/", people.new_link, name="new_link"),
    path("people/<int:pk>/end-sessions/", people.end_sessions, name="end_sessions"),
    path("people/<int:pk>/deactivate/", people.deactivate, name="deactivate"),
    path("people/<int:pk>/reactivate/", people.reactivate, name="reactivate"),
    path("people/<int:pk>/roles/", roles.person_roles, name="person_roles"),
    path("people/<int:pk>/reviews/", roles.person_reviews, name="person_reviews"),
    path("people/<int:pk>/organisations/new/", roles.new_membership, name="new_membership"),
    path("people/<int:pk>/organisations/<str:reference>/", roles.membership, name="membership"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.new_organisation, name="new_organisation"),
    path("organisations/<str:reference>/", organisations.organisation, name="organisation"),
    path(
        "organisations/<str:reference>/change/", organisations.change_organisation, name="change_organisation"
    ),
]
