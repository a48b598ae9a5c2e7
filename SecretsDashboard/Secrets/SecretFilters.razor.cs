using Microsoft.AspNetCore.Components;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>Search and filters above the table.</summary>
public sealed partial class SecretFilters
{
    [Parameter, EditorRequired] public SecretQuery Query { get; set; } = new();

    [Parameter, EditorRequired] public SecretMatrix Matrix { get; set; } = default!;

    [Parameter] public EventCallback<SecretQuery> OnChange { get; set; }

    private static string Missing(SecretColumn column) => $"Not set in {column.Name}";

    private Task TypeChosen(ChangeEventArgs change) =>
        OnChange.InvokeAsync(Query with { Type = Enum.TryParse<SecretType>(change.Value as string, out var type) ? type : null });

    private Task EnvironmentChosen(ChangeEventArgs change) =>
        OnChange.InvokeAsync(Query with { NotSetIn = change.Value is string { Length: > 0 } slug ? slug : null });

    private Task DeliveryChosen(ChangeEventArgs change) => OnChange.InvokeAsync(Query with { NeverDelivered = change.Value is "never" });
}
