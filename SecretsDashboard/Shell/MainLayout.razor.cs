using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using SecretsDashboard.Access;

namespace SecretsDashboard.Shell;

/// <summary>The house around the pages: navigation, the tabs of a project, and what is shown when a page fails.</summary>
public sealed partial class MainLayout
{
    private ErrorBoundary? boundary;
    private House? house;
    private string here = "";

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private HouseReader Reader { get; set; } = default!;

    private HouseProject? Project => here.Split('/') is ["projects", var slug, ..] ? house?.Projects.FirstOrDefault(project => project.Slug == slug) : null;

    protected override Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        return ReadAsync();
    }

    public void Dispose() => Navigation.LocationChanged -= Moved;

    private void Moved(object? sender, LocationChangedEventArgs location) => _ = InvokeAsync(async () =>
    {
        boundary?.Recover();
        await ReadAsync();
        StateHasChanged();
    });

    private async Task ReadAsync()
    {
        here = new Uri(Navigation.Uri).AbsolutePath.Trim('/');
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
