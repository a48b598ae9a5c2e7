using Microsoft.AspNetCore.Antiforgery;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Members;

/// <summary>Where the browser posts the form for an invitation: the answer holds the link, which so never enters the circuit.</summary>
internal static class MemberEndpoints
{
    public static void MapMembers(this WebApplication app) =>
        app.MapPost("/members/invitations", async (InviteForm form, HttpContext context, InvitationStore store, SiteAddress site, IAntiforgery antiforgery) =>
        {
            await antiforgery.ValidateRequestAsync(context);
            var outcome = await store.InviteAsync(CurrentCaller.Of(context), form, context.RequestAborted);
            if (outcome.Code is { } code)
            {
                var link = $"{site.PublicOrigin}/invitations#{code}";
                outcome = outcome with { Link = link, Image = QrImage.Of(link) };
            }
            return Results.Json(outcome);
        }).RequireAuthorization();
}
