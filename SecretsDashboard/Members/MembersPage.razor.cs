using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Members;

/// <summary>The people of the instance, for those who manage them: invite, change a role, disable, remove.</summary>
public sealed partial class MembersPage
{
    private const int Named = 3;

    private MemberPage? page;
    private string? searched;
    private ProjectNews? heard;
    private DateTime now;
    private bool inviting;
    private MemberListItem? changing;
    private InvitationListItem? renewing;
    private MemberQuestion? asked;
    private PageHeading heading = default!;

    [Inject] private MemberStore Store { get; set; } = default!;

    [Inject] private InvitationStore Invitations { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private Notices Notices { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    /// <summary>A part of a name or an address: who else is there is not shown.</summary>
    [SupplyParameterFromQuery(Name = "search")] public string? Search { get; set; }

    /// <summary>The word of a <see cref="MemberGroup"/>.</summary>
    [SupplyParameterFromQuery(Name = "show")] public string? Show { get; set; }

    [CascadingParameter] private ProjectNews? News { get; set; }

    private MemberPage Found => page!.Matching(Search ?? "", MemberGroup.Find(Show));

    private string Counted => Found.Count == page!.Count ? $"{(page.Count == 1 ? "1 person" : $"{page.Count:N0} people")}" : $"{Found.Count:N0} of {page.Count:N0} people";

    // a link to a person may lead here from this very page, and they may be newer than its list
    protected override Task OnParametersSetAsync()
    {
        if (page is not null && Search == searched && heard == News)
        {
            return Task.CompletedTask;
        }
        (searched, heard) = (Search, News);
        return LoadAsync();
    }

    private async Task LoadAsync() => (page, now) = (await Store.ListAsync(await Caller.GetAsync(), CancellationToken.None), Time.GetUtcNow().UtcDateTime);

    private void Find(string text, string? show) => Navigation.NavigateTo(QueryHelpers.AddQueryString("/members", new Dictionary<string, string?>
    {
        ["search"] = text == "" ? null : text,
        ["show"] = string.IsNullOrEmpty(show) ? null : show,
    }), replace: true);

    private void Disable(MemberListItem member) => asked = new("Disable", $"Disable {member.Label}?", "Disable", $"{member.Label} disabled", () => OnPersonAsync(Store.DisableAsync, member))
    {
        Of = (member.Name, member.Email),
        Points =
        [
            "They are signed out everywhere at once and cannot sign in until you enable them.",
            "Invitations they made are withdrawn, their personal tokens revoked.",
            .. Left(member),
        ],
    };

    private void Enable(MemberListItem member) => asked = new("Enable", $"Enable {member.Label}?", "Enable", $"{member.Label} enabled", () => OnPersonAsync(Store.EnableAsync, member))
    {
        IsHarmless = true,
        Of = (member.Name, member.Email),
        Points = ["They can sign in again, with the role and the projects they had."],
    };

    private void ResetSecondFactor(MemberListItem member) => asked = new("Reset second factor", $"Reset the second factor of {member.Label}? Make sure that the request really comes from them.",
        "Reset second factor", $"Second factor of {member.Label} reset", () => OnPersonAsync(Store.ResetSecondFactorAsync, member))
    {
        Of = (member.Name, member.Email),
        Points =
        [
            "Their authenticator app, recovery codes and passkeys stop working, and they are signed out everywhere.",
            member.HasPassword ? "Their password alone signs them in." : "They have no password: an operator of the server must make them a link with reset-password.",
        ],
    };

    private void Remove(MemberListItem member) => asked = new("Remove", $"Remove {member.Label}? This cannot be undone.", "Remove", $"{member.Label} removed", () => OnPersonAsync(Store.RemoveAsync, member))
    {
        Of = (member.Name, member.Email),
        Points =
        [
            "They are signed out everywhere at once and leave every project.",
            "Their personal secrets and tokens are deleted, invitations they made are withdrawn.",
            "Project tokens they made go on working: revoke those they may have kept.",
            .. Left(member),
            "The audit log keeps what they did.",
        ],
    };

    /// <summary>The projects without a manager then: nobody but an admin may mend that.</summary>
    private static IEnumerable<string> Left(MemberListItem member)
    {
        if (member.OnlyManagerOf is [])
        {
            return [];
        }
        List<string> names = [.. member.OnlyManagerOf.Take(Named)];
        if (member.OnlyManagerOf.Count > Named)
        {
            names.Add($"{member.OnlyManagerOf.Count - Named} more");
        }
        var (all, are, them) = names is [var only] ? (only, "is", "it") : ($"{string.Join(", ", names[..^1])} and {names[^1]}", "are", "them");
        return [$"{all} {are} left without a manager: an admin must join {them}."];
    }

    private void Withdraw(InvitationListItem invitation) => asked = new("Withdraw invitation",
        $"Withdraw the invitation of {invitation.Email}? Its link stops working at once.",
        "Withdraw", $"Invitation of {invitation.Email} withdrawn", async () =>
        {
            await Invitations.WithdrawAsync(await Caller.GetAsync(), invitation.Id, CancellationToken.None);
            return MemberOutcome.Done;
        });

    private async Task<MemberOutcome> OnPersonAsync(Func<Caller, Guid, CancellationToken, Task> deed, MemberListItem member)
    {
        await deed(await Caller.GetAsync(), member.Id, CancellationToken.None);
        return MemberOutcome.Done;
    }

    private Task DoneAsync(string text)
    {
        // the row is gone, or its button is another one now
        if (asked is not null)
        {
            heading.TakeFocus();
        }
        (changing, asked) = (null, null);
        Notices.Show(text);
        return LoadAsync();
    }
}
