using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using SecretsDashboard.Access;

namespace SecretsDashboard.Projects;

/// <summary>Asks for the name of a new project and goes to its page when it is created.</summary>
public sealed partial class NewProjectDialog
{
    private readonly ProjectForm form = new();
    private EditContext context = default!;
    private ValidationMessageStore messages = default!;
    private ElementReference nameField;
    private ElementReference slugField;
    private bool saving;

    [Inject] private ProjectStore Store { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Parameter] public EventCallback OnClose { get; set; }

    protected override void OnInitialized()
    {
        context = new EditContext(form);
        messages = new ValidationMessageStore(context);
        context.OnValidationRequested += (_, _) => messages.Clear();
    }

    private string ProblemOf(string field) => string.Join(' ', context.GetValidationMessages(context.Field(field)));

    private string? InvalidOf(string field) => ProblemOf(field) is "" ? null : "true";

    private async Task FocusProblemAsync() => await (ProblemOf(nameof(form.Name)) is "" ? slugField : nameField).FocusAsync();

    private async Task CreateAsync()
    {
        saving = true;
        var outcome = await Store.CreateAsync(await Caller.GetAsync(), form, CancellationToken.None);
        saving = false;
        if (outcome.IsDone)
        {
            Navigation.NavigateTo(ProjectAddress.Of(form.Slug));
            return;
        }
        messages.Add(context.Field(outcome.Field!), outcome.Problem!);
        context.NotifyValidationStateChanged();
        await FocusProblemAsync();
    }
}
