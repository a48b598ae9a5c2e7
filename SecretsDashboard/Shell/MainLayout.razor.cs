using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Shell;

/// <summary>The house around the pages: navigation, the tabs of a project, and what is shown when a page fails.</summary>
public sealed partial class MainLayout
{
    private House? house;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private HouseReader Reader { get; set; } = default!;

    private string Path => new Uri(Navigation.Uri).AbsolutePath.Trim('/');

    // a page that is there before the house asks for the password
    private StepUpWays Ways => house is null ? new(Password: true, Passkey: false) : new(house.Ways.Password, house.Ways.Passkey);

    private HouseProject? Project => ProjectAddress.At(Path) is { } name ? house?.AllProjects.FirstOrDefault(project => project.Project == name) : null;

    protected override Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        return ReadAsync();
    }

    public void Dispose() => Navigation.LocationChanged -= Moved;

    private void Moved(object? sender, LocationChangedEventArgs location) => _ = InvokeAsync(async () =>
    {
        await ReadAsync();
        StateHasChanged();
    });

    private async Task ReadAsync()
    {
        try
        {
            house = await Reader.ReadAsync(await Caller.GetAsync(), CancellationToken.None);
        }
        catch (AccessDeniedException)
        {
            // the session ended: the circuit is being cut, the page goes to sign-in
            house = null;
        }
    }
}
