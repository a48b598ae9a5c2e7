using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Shell;

/// <summary>
/// What a circuit puts around its pages, within the frame: the head of a project, and what is shown when a page fails. When something in a project changed for
/// this person it reads itself again, has the page read again if it is of that project, and takes it away once the project is closed to them.
/// </summary>
public sealed partial class MainLayout
{
    private House? house;
    private ProjectNews news = new();
    private Guid self;
    private readonly Dictionary<string, int> edits = [];
    private bool isGone;
    // not before: what stands there until then has the head of the project already
    private bool isRead;
    private bool isCounting;
    private bool isCountOld;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private HouseReader Reader { get; set; } = default!;

    [Inject] private ProjectChanges Changes { get; set; } = default!;

    private string Path => new Uri(Navigation.Uri).AbsolutePath.Trim('/');

    // a page that is there before the house asks for the password
    private StepUpWays Ways => house is null ? new(Password: true, Passkey: false) : new(house.Ways.Password, house.Ways.Passkey);

    private HouseProject? Project => house?.At(Path);

    // every instance has these pages, and the person sees the project: that the page is there tells nothing
    private string Closed => (Project, $"/{Path}".ToLowerInvariant()) switch
    {
        (null, "/members") => "Only admins and owners see the people of this instance.",
        (null, "/audit") or ({ IsTeam: false }, _) => "Only admins and owners read this audit log.",
        (null, "/settings") => "Only owners see the settings of this instance.",
        ({ } project, _) => $"Only managers of {project.Name} see this page.",
        _ => "Your role does not allow it.",
    };

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        self = (await Caller.GetAsync()).UserId;
        // before the page reads for the first time: nothing is missed between
        Changes.Changed += Told;
        Changes.Edited += Edited;
        await ReadAsync();
        isRead = true;
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        Changes.Changed -= Told;
        Changes.Edited -= Edited;
    }

    private void Moved(object? sender, LocationChangedEventArgs location) => _ = InvokeAsync(async () =>
    {
        isGone = false;
        edits.Clear();
        await ReadAsync();
        StateHasChanged();
    });

    private void Told(string project, Guid? person)
    {
        if (person is null || person == self)
        {
            _ = InvokeAsync(() => HearAsync(project));
        }
    }

    private async Task HearAsync(string project)
    {
        try
        {
            await ReadAsync();
        }
        finally
        {
            var here = ProjectAddress.At(Path);
            if (here == project)
            {
                // not asked of the page: its person tried nothing, so there is nothing to refuse and to record
                isGone = house is not null && Project?.Shows($"/{Path}") != true;
            }
            news = here is null || here == project ? new ProjectNews() : news;
            StateHasChanged();
        }
    }

    private void Edited(Edit edit)
    {
        if (edit.Owner is null || edit.Owner == self)
        {
            _ = InvokeAsync(() => HearAsync(edit));
        }
    }

    private async Task HearAsync(Edit edit)
    {
        var isHere = edit.Project is not null && Project?.Project == edit.Project;
        var path = $"/{Path}";
        if (isHere || path == "/")
        {
            await CountAsync();
        }
        // one's own are shown where they are made
        if (edit.Actor == self)
        {
            StateHasChanged();
            return;
        }
        switch (edit.Kind)
        {
            // the rows of others would jump: first it is said that there is something
            case "secret" when isHere && path == Project?.Address:
            case "token" when isHere && path == $"{Project?.Address}/tokens":
                edits[edit.Name] = edits.GetValueOrDefault(edit.Name) + edit.Count;
                break;
            // who is gone, or something else now, does not stay in a list
            case "member" when isHere && path == $"{Project?.Address}/members":
            case "person" when path == $"{Project?.Address}/members":
            case "person" or "invitation" or "member" or "authenticator" or "passkey" when path == "/members":
            case "attention" when path == "/":
                news = new ProjectNews();
                break;
        }
        StateHasChanged();
    }

    // the counts of the tabs; of many changes in a row the last reading tells them all
    private async Task CountAsync()
    {
        isCountOld = true;
        while (isCountOld && !isCounting)
        {
            (isCounting, isCountOld) = (true, false);
            try
            {
                await ReadAsync();
            }
            finally
            {
                isCounting = false;
            }
        }
    }

    private void Show()
    {
        edits.Clear();
        news = new ProjectNews();
    }

    private string Edits
    {
        get
        {
            var count = edits.Values.Sum();
            var names = edits.Keys.ToList();
            var by = names.Count <= 2 ? string.Join(" and ", names) : $"{names[0]} and {names.Count - 1} others";
            return $"{count:N0} {(count == 1 ? "change" : "changes")} by {by}";
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            house = await Reader.ReadAsync(await Caller.GetAsync(), Path, CancellationToken.None);
        }
        catch (AccessDeniedException)
        {
            // the session ended: the circuit is being cut, the page goes to sign-in
            house = null;
        }
    }
}
