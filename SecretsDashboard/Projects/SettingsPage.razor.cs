using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Projects;

/// <summary>A project's name, key style, masks, environments, and its end.</summary>
public sealed partial class SettingsPage
{
    private string project = "";
    private ProjectDetails? details;
    private bool deleting;

    [Inject] private ProjectStore Store { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private Notices Notices { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    /// <summary>The slug in the address; null at the person's own and at the organization's.</summary>
    [Parameter] public string? Project { get; set; }

    protected override Task OnInitializedAsync()
    {
        project = Project ?? ProjectAddress.At(Navigation)!;
        return LoadAsync();
    }

    private async Task LoadAsync() => details = await Store.GetAsync(await Caller.GetAsync(), project, CancellationToken.None);

    private async Task ChangedAsync(string text)
    {
        Notices.Show(text);
        await LoadAsync();
        // the house around the page shows the name too, and reads it when the address is visited
        Navigation.NavigateTo(Navigation.Uri, replace: true);
    }
}
