using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Projects;

/// <summary>The environments of a project: add, rename, reorder, remove.</summary>
public sealed partial class EnvironmentSettings
{
    private StepUp<ConfirmationNeededException> stepUp = default!;
    private string addedName = "";
    private string newName = "";
    private Guid? renaming;
    private Guid? renamed;
    private Guid? focused;
    private ElementReference nameField;
    private EnvironmentListItem? removing;
    private string? problem;

    [Inject] private EnvironmentStore Store { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Parameter, EditorRequired] public ProjectDetails Details { get; set; } = default!;

    [Parameter] public EventCallback<string> OnChanged { get; set; }

    private string About => "The columns of the table, in this order. " + (Details.Kind switch
    {
        ProjectKind.Organization => "A program of a project that they are delivered to receives the values of the environment here that has the same slug as its own.",
        ProjectKind.Personal => "A program receives the values of one of them.",
        _ => "A program receives the values of one of them. Only managers change values in a protected one.",
    });

    private void StartRenaming(EnvironmentListItem environment) => (renaming, newName, problem) = (environment.Id, environment.Name, null);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // the menu that it was chosen from is gone
        if (renaming is not null && renaming != focused)
        {
            await nameField.FocusAsync();
        }
        focused = renaming;
    }

    private async Task AddAsync()
    {
        if (await DoneAsync(await Store.AddAsync(await Caller.GetAsync(), Details.Project, addedName, CancellationToken.None), $"{addedName.Trim()} added"))
        {
            addedName = "";
        }
    }

    private async Task RenameAsync(EnvironmentListItem environment)
    {
        if (await DoneAsync(await Store.RenameAsync(await Caller.GetAsync(), Details.Project, environment.Id, newName, CancellationToken.None), $"{environment.Name} renamed"))
        {
            (renaming, renamed) = (null, environment.Id);
        }
    }

    private async Task MoveAsync(EnvironmentListItem environment, int from, int by) =>
        await DoneAsync(await Store.MoveAsync(await Caller.GetAsync(), Details.Project, environment.Id, by, CancellationToken.None), $"{environment.Name} moved to place {from + by + 1} of {Details.Environments.Count}");

    private Task ProtectAsync(EnvironmentListItem environment, bool isProtected) => stepUp.RunAsync(async () =>
        await DoneAsync(await Store.ProtectAsync(await Caller.GetAsync(), Details.Project, environment.Id, isProtected, CancellationToken.None),
            isProtected ? $"{environment.Name} is protected: only managers change its values" : $"{environment.Name} is no longer protected"));

    private async Task MarkProductionAsync(EnvironmentListItem environment, bool isProduction) =>
        await DoneAsync(await Store.MarkProductionAsync(await Caller.GetAsync(), Details.Project, environment.Id, isProduction, CancellationToken.None),
            isProduction ? $"{environment.Name} is production" : $"{environment.Name} is no longer production");

    private async Task RemovedAsync(string text)
    {
        removing = null;
        await OnChanged.InvokeAsync(text);
    }

    private async Task<bool> DoneAsync(ProjectOutcome outcome, string text)
    {
        problem = outcome.Problem;
        if (outcome.IsDone)
        {
            await OnChanged.InvokeAsync(text);
        }
        return outcome.IsDone;
    }
}
