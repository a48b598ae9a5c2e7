using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Members;

/// <summary>Who belongs to a project, and as what. Managers change it.</summary>
public sealed partial class ProjectMembersPage
{
    private ProjectMembers? shown;
    private ProjectNews? heard;
    private bool adding;
    private ProjectMemberItem? changing;
    private ProjectMemberItem? removing;
    private PageHeading heading = default!;

    [Inject] private ProjectMemberStore Store { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private Notices Notices { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Parameter] public string Project { get; set; } = "";

    /// <summary>A part of a name or an address.</summary>
    [SupplyParameterFromQuery(Name = "search")] public string? Search { get; set; }

    /// <summary>The name of a <see cref="ProjectRole"/>.</summary>
    [SupplyParameterFromQuery(Name = "role")] public string? Role { get; set; }

    [CascadingParameter] private ProjectNews? News { get; set; }

    private ProjectRole? Wanted => Enum.TryParse<ProjectRole>(Role, out var role) && Enum.GetName(role) == Role ? role : null;

    private IReadOnlyList<ProjectMemberItem> Found =>
        [.. shown!.Members.Where(member => (Wanted is null || member.Role == Wanted) && (IsIn(member.Name) || IsIn(member.Email)))];

    private string Counted => Found.Count < shown!.Members.Count ? $"{Found.Count:N0} of {shown.Members.Count:N0} members"
        : shown.Members.Count == 1 ? "1 member" : $"{shown.Members.Count:N0} members";

    protected override Task OnParametersSetAsync()
    {
        if (shown is not null && heard == News)
        {
            return Task.CompletedTask;
        }
        heard = News;
        return LoadAsync();
    }

    private async Task LoadAsync() => shown = await Store.ListAsync(await Caller.GetAsync(), Project, CancellationToken.None);

    private bool IsIn(string text) => UnicodeForm.Of(text).Contains(UnicodeForm.Of(Search ?? "").Trim(), StringComparison.CurrentCultureIgnoreCase);

    private void Find(string text, string? role) => Navigation.NavigateTo(QueryHelpers.AddQueryString($"/projects/{Project}/members", new Dictionary<string, string?>
    {
        ["search"] = text == "" ? null : text,
        ["role"] = string.IsNullOrEmpty(role) ? null : role,
    }), replace: true);

    private MemberQuestion Removal(ProjectMemberItem member)
    {
        return member.IsSelf
            ? new("Leave project", "Leave this project? You see nothing of it any more, at once.", "Leave", "You left the project", RemoveAsync)
            {
                Points = ["Secrets you added stay, and tokens you made go on working."],
            }
            : new("Remove member", $"Remove {member.Label} from this project?", "Remove", $"{member.Label} removed", RemoveAsync)
            {
                Of = (member.Name, member.Email),
                Points =
                [
                    "They see nothing of it any more, at once and in open tabs too.",
                    "Secrets they added stay, and tokens they made go on working: revoke those they may have kept.",
                ],
            };

        async Task<MemberOutcome> RemoveAsync() => await Store.RemoveAsync(await Caller.GetAsync(), Project, member.Id, CancellationToken.None);
    }

    private Task DoneAsync(string text)
    {
        if (removing is { IsSelf: true })
        {
            Notices.Show(text);
            Navigation.NavigateTo("/projects");
            return Task.CompletedTask;
        }
        if (removing is not null)
        {
            heading.TakeFocus();
        }
        (adding, changing, removing) = (false, null, null);
        Notices.Show(text);
        return LoadAsync();
    }
}
