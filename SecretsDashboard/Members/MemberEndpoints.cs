using Microsoft.AspNetCore.Antiforgery;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Members;

/// <summary>Where the browser posts the form for an invitation: the answer holds the link, which so never enters the circuit.</summary>
internal static class MemberEndpoints
{
    public static void MapMembers(this WebApplication app)
    {
        app.MapPost("/members/invitations", async (InviteForm form, HttpContext context, InvitationStore store, SiteAddress site, IAntiforgery antiforgery) =>
        {
            await antiforgery.ValidateRequestAsync(context);
            return Results.Json(WithLinks(await store.InviteAsync(CurrentCaller.Of(context), form, context.RequestAborted), site));
        }).RequireAuthorization();

        app.MapPost("/members/invitations/{id}/link", async (Guid id, HttpContext context, InvitationStore store, SiteAddress site, IAntiforgery antiforgery) =>
        {
            await antiforgery.ValidateRequestAsync(context);
            return Results.Json(WithLinks(await store.RenewAsync(CurrentCaller.Of(context), id, context.RequestAborted), site));
        }).RequireAuthorization();
    }

    private static InviteOutcome WithLinks(InviteOutcome outcome, SiteAddress site)
    {
        if (outcome.Code is { } code)
        {
            var link = Link(code);
            return outcome with { Link = link, Image = QrImage.Of(link) };
        }
        if (outcome.People is null)
        {
            return outcome;
        }
        List<InvitedPerson> people = [.. outcome.People.Select(person => person.Code is { } own ? person with { Link = Link(own) } : person)];
        return outcome with { People = people, Link = string.Join('\n', people.Where(person => person.Link is not null).Select(person => $"{person.Email} {person.Link}")) };

        string Link(string code) => $"{site.PublicOrigin}/invitations#{code}";
    }
}
