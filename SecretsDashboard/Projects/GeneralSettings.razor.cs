using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Projects;

/// <summary>Name, key style and masks of a project.</summary>
public sealed partial class GeneralSettings
{
    private StepUp<ConfirmationNeededException> stepUp = default!;
    private ProjectDetails? shown;
    private string name = "";
    private bool lowerCase;
    private bool showEnds;
    private bool saving;
    private string? problem;

    [Inject] private ProjectStore Store { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Parameter, EditorRequired] public ProjectDetails Details { get; set; } = default!;

    [Parameter] public EventCallback<string> OnChanged { get; set; }

    protected override void OnParametersSet()
    {
        if (shown?.Project != Details.Project)
        {
            (shown, name, lowerCase, showEnds) = (Details, Details.Name, Details.AllowLowerCaseKeys, Details.ShowEnds);
        }
    }

    private async Task SaveAsync()
    {
        saving = true;
        await stepUp.RunAsync(async () =>
        {
            // what was left alone may have been changed by others since: it stays as it is
            var outcome = await Store.ChangeAsync(await Caller.GetAsync(), Details.Project, name == shown!.Name ? null : name,
                lowerCase == shown.AllowLowerCaseKeys ? null : lowerCase, showEnds == shown.ShowEnds ? null : showEnds, CancellationToken.None);
            problem = outcome.Problem;
            if (outcome.IsDone)
            {
                // the fields show what the page reads now
                shown = null;
                await OnChanged.InvokeAsync("Settings saved");
            }
        });
        saving = false;
    }
}
