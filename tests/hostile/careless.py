"""A page that makes every mistake which the walk over the forms is there to catch."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from accounts.forms import OrganisationForm
from accounts.models import Organisation
from tcop_portal import urls


def careless(request: HttpRequest) -> HttpResponse:
    """Breaks, writes, forgets or says nothing, by what is wrong with the name."""
    name = request.POST.get("name", "")
    if "\u202e" in name:
        raise RuntimeError
    if "\x00" in name:
        Organisation.objects.filter(name="There").update(name="Elsewhere")
    if "\x07" in name:
        return HttpResponse("Thank you")
    typed = request.POST if len(name) <= 200 else {"name": ""}
    form = OrganisationForm(typed if request.method == "POST" else None, button="Save")
    return render(request, "accounts/new_organisation.html", {"form": form})


urlpatterns = [path("careless/", careless, name="careless"), path("", include(urls))]
handler500 = urls.handler500
