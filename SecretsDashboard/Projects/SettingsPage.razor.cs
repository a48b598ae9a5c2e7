using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Projects;

/// <summary>A project's name, key style, masks, environments, and its end.</summary>
public sealed partial class SettingsPage
{
    private string project = "";
    private ProjectDetails? details;
    private ProjectNews? heard;
    private bool deleting;

    [Inject] private ProjectStore Store { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private Notices Notices { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    /// <summary>The slug in the address; null at the person's own and at the organization's.</summary>
    [Parameter] public string? Project { get; set; }

    [CascadingParameter] private ProjectNews? News { get; set; }

    protected override void OnInitialized() => project = Project ?? ProjectAddress.At(Navigation)!;

    protected override Task OnParametersSetAsync()
    {
        if (details is not null && heard == News)
        {
            return Task.CompletedTask;
        }
        heard = News;
        return LoadAsync();
    }

    private async Task LoadAsync() => details = await Store.GetAsync(await Caller.GetAsync(), project, CancellationToken.None);

    private Task ChangedAsync(string text)
    {
        Notices.Show(text);
        return LoadAsync();
    }
}
