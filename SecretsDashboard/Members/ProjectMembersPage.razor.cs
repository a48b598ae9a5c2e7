using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;
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

    [CascadingParameter] private ProjectNews? News { get; set; }

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

    private MemberQuestion Removal(ProjectMemberItem member)
    {
        return member.IsSelf
            ? new("Leave project",
                "Leave this project? You see nothing of it any more, at once. Secrets you added stay, and tokens you made go on working.",
                "Leave", "You left the project", RemoveAsync)
            : new("Remove member",
                $"Remove {member.Label} from this project? They see nothing of it any more, at once and in open tabs too. Secrets they added stay, and tokens they made go on working: revoke those they may have kept.",
                "Remove", $"{member.Label} removed", RemoveAsync);

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
