using Microsoft.AspNetCore.Components;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>Search and filters above the table.</summary>
public sealed partial class SecretFilters
{
    [Parameter, EditorRequired] public SecretQuery Query { get; set; } = new();

    /// <summary>Those in which a value may be missing.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<(string Slug, string Name)> Environments { get; set; } = [];

    /// <summary>Those whose secrets stand together; null: they are all of one.</summary>
    [Parameter] public IReadOnlyList<SecretHome>? Projects { get; set; }

    [Parameter] public EventCallback<SecretQuery> OnChange { get; set; }

    private static string Missing(string environment) => $"Not set in {environment}";

    private Task ProjectChosen(ChangeEventArgs change) => OnChange.InvokeAsync(Query with { Project = change.Value is string { Length: > 0 } project ? project : null });

    private Task TypeChosen(ChangeEventArgs change) =>
        OnChange.InvokeAsync(Query with { Type = Enum.TryParse<SecretType>(change.Value as string, out var type) ? type : null });

    private Task EnvironmentChosen(ChangeEventArgs change) =>
        OnChange.InvokeAsync(Query with { NotSetIn = change.Value is string { Length: > 0 } slug ? slug : null });

    private Task DeliveryChosen(ChangeEventArgs change) => OnChange.InvokeAsync(Query with { NeverDelivered = change.Value is "never" });
}
