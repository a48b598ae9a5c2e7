using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Settings;

/// <summary>What holds for the whole instance, for its Owners.</summary>
public sealed partial class SettingsPage
{
    private InstanceSettings? settings;
    private IReadOnlyList<HealthLine> health = [];
    private StepUp<ConfirmationNeededException> stepUp = default!;
    private bool busy;
    private int attempt;
    private string? problem;

    [Inject] private SettingsStore Store { get; set; } = default!;

    [Inject] private HealthReader Health { get; set; } = default!;

    [Inject] private SiteAddress Site { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private Notices Notices { get; set; } = default!;

    private string Lacking => settings switch
    {
        { Lacking: 0 } => "At the moment everybody has one.",
        { Lacking: 1 } => "At the moment one person has none.",
        _ => $"At the moment {settings?.Lacking} people have none.",
    };

    // said beforehand: nobody turns it on to learn that they cannot
    private string? Hindrance => settings is { RequiresSecondFactor: false, IsOneselfReady: false } ? "Set up a second factor for yourself first." : null;

    private string InUse => $"{(settings!.People == 1 ? "1 person" : $"{settings.People:N0} people")}, {(settings.Projects == 1 ? "1 project" : $"{settings.Projects:N0} projects")}";

    protected override async Task OnInitializedAsync()
    {
        health = await Health.ReadAsync(await Caller.GetAsync(), CancellationToken.None);
        await LoadAsync();
    }

    private async Task LoadAsync() => settings = await Store.ReadAsync(await Caller.GetAsync(), CancellationToken.None);

    private async Task RequireAsync(ChangeEventArgs change)
    {
        var required = change.Value is true;
        (busy, problem) = (true, null);
        await stepUp.RunAsync(() => RequireAsync(required));
        // a new key: where it was not done the browser's box has moved and the page's own has not
        (busy, attempt) = (false, attempt + 1);
    }

    private async Task RequireAsync(bool required)
    {
        problem = (await Store.RequireSecondFactorAsync(await Caller.GetAsync(), required, CancellationToken.None)).Problem;
        if (problem is null)
        {
            Notices.Show(required ? "A second factor is required now" : "A second factor is no longer required");
        }
        await LoadAsync();
    }
}
