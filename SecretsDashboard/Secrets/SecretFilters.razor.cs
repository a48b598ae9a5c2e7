using Microsoft.AspNetCore.Components;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>Search and filters above the table. A search waits until the typing pauses.</summary>
public sealed partial class SecretFilters
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private CancellationTokenSource typing = new();
    // what the field holds; a plain value of the query would put older text over what is typed while an answer is on its way
    private string text = "";
    private string searched = "";

    [Parameter, EditorRequired] public SecretQuery Query { get; set; } = new();

    [Parameter, EditorRequired] public SecretMatrix Matrix { get; set; } = default!;

    [Parameter] public EventCallback<SecretQuery> OnChange { get; set; }

    public void Dispose() => typing.Dispose();

    protected override void OnParametersSet()
    {
        if (Query.Search != searched)
        {
            text = searched = Query.Search;
        }
    }

    private async Task SearchAsync()
    {
        await typing.CancelAsync();
        typing.Dispose();
        typing = new CancellationTokenSource();
        var mine = typing.Token;
        try
        {
            await Task.Delay(Pause, mine);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        searched = text;
        await OnChange.InvokeAsync(Query with { Search = searched });
    }

    private Task TypeChosen(ChangeEventArgs change) =>
        OnChange.InvokeAsync(Query with { Type = Enum.TryParse<SecretType>(change.Value as string, out var type) ? type : null });

    private Task EnvironmentChosen(ChangeEventArgs change) =>
        OnChange.InvokeAsync(Query with { NotSetIn = Guid.TryParse(change.Value as string, out var environment) ? environment : null });
}
