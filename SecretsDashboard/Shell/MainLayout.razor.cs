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
    private bool isGone;
    // not before: what stands there until then has the head of the project already
    private bool isRead;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private HouseReader Reader { get; set; } = default!;

    [Inject] private ProjectChanges Changes { get; set; } = default!;

    private string Path => new Uri(Navigation.Uri).AbsolutePath.Trim('/');

    // a page that is there before the house asks for the password
    private StepUpWays Ways => house is null ? new(Password: true, Passkey: false) : new(house.Ways.Password, house.Ways.Passkey);

    private HouseProject? Project => house?.At(Path);

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        self = (await Caller.GetAsync()).UserId;
        // before the page reads for the first time: nothing is missed between
        Changes.Changed += Told;
        await ReadAsync();
        isRead = true;
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        Changes.Changed -= Told;
    }

    private void Moved(object? sender, LocationChangedEventArgs location) => _ = InvokeAsync(async () =>
    {
        isGone = false;
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
                isGone = house is not null && Project?.Tabs.Any(tab => tab.Address.Equals($"/{Path}", StringComparison.OrdinalIgnoreCase)) != true;
            }
            news = here is null || here == project ? new ProjectNews() : news;
            StateHasChanged();
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
