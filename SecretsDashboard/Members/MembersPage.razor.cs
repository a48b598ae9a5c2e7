using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Members;

/// <summary>The people of the instance, for those who manage them: invite, change a role, disable, remove.</summary>
public sealed partial class MembersPage
{
    private MemberPage? page;
    private DateTime now;
    private bool inviting;
    private MemberListItem? changing;
    private MemberQuestion? asked;
    private bool focusHeading;
    private ElementReference heading;

    [Inject] private MemberStore Store { get; set; } = default!;

    [Inject] private InvitationStore Invitations { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private Notices Notices { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focusHeading)
        {
            focusHeading = false;
            await heading.FocusAsync();
        }
    }

    private async Task LoadAsync() => (page, now) = (await Store.ListAsync(await Caller.GetAsync(), CancellationToken.None), Time.GetUtcNow().UtcDateTime);

    private void Disable(MemberListItem member) => asked = new("Disable",
        $"Disable {member.Name}? They are signed out everywhere at once and cannot sign in until you enable them. Invitations they made are withdrawn.",
        "Disable", $"{member.Name} disabled", async () => await Store.DisableAsync(await Caller.GetAsync(), member.Id, CancellationToken.None));

    private void Enable(MemberListItem member) => asked = new("Enable",
        $"Enable {member.Name}? They can sign in again, with the role and the projects they had.",
        "Enable", $"{member.Name} enabled", async () => await Store.EnableAsync(await Caller.GetAsync(), member.Id, CancellationToken.None))
    { IsHarmless = true };

    private void ResetSecondFactor(MemberListItem member) => asked = new("Reset second factor",
        $"Reset the second factor of {member.Name}? Their authenticator app, recovery codes and passkeys stop working and they are signed out everywhere; their password alone signs them in. Be sure that it is really them who asks.",
        "Reset second factor", $"Second factor of {member.Name} reset", async () => await Store.ResetSecondFactorAsync(await Caller.GetAsync(), member.Id, CancellationToken.None));

    private void Remove(MemberListItem member) => asked = new("Remove",
        $"Remove {member.Name}? They are signed out everywhere at once and leave every project; invitations they made are withdrawn. What they did stays in the audit log. This cannot be undone.",
        "Remove", $"{member.Name} removed", async () => await Store.RemoveAsync(await Caller.GetAsync(), member.Id, CancellationToken.None));

    private void Withdraw(InvitationListItem invitation) => asked = new("Withdraw invitation",
        $"Withdraw the invitation of {invitation.Email}? Its link stops working at once.",
        "Withdraw", $"Invitation of {invitation.Email} withdrawn", async () => await Invitations.WithdrawAsync(await Caller.GetAsync(), invitation.Id, CancellationToken.None));

    private Task DoneAsync(string text)
    {
        (changing, asked, focusHeading) = (null, null, true);
        Notices.Show(text);
        return LoadAsync();
    }
}
