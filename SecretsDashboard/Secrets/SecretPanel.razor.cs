using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;

namespace SecretsDashboard.Secrets;

/// <summary>The panel of one secret. It reads again when the page did, and says so where the secret is gone.</summary>
public sealed partial class SecretPanel
{
    private static readonly string[] Tabs = ["Values", "History", "Access"];

    private SecretDetails? details;
    private bool isRead;
    private int read;
    private string tab = Tabs[0];
    private bool isChecking;

    [Inject] private SecretPanelReader Reader { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Parameter, EditorRequired] public SecretMatrix Matrix { get; set; } = default!;

    [Parameter, EditorRequired] public string Key { get; set; } = "";

    /// <summary>Grows when the page has read its list again: then the panel does.</summary>
    [Parameter, EditorRequired] public int Reading { get; set; }

    [Parameter] public EventCallback<SecretListItem> OnEdit { get; set; }

    [Parameter] public EventCallback<SecretListItem> OnDelete { get; set; }

    /// <summary>A value was saved in place; the text says so.</summary>
    [Parameter] public EventCallback<string> OnSaved { get; set; }

    [Parameter] public EventCallback OnClose { get; set; }

    private void Show(string which) => (tab, isChecking) = (which, false);

    protected override async Task OnParametersSetAsync()
    {
        if (isRead && read == Reading)
        {
            return;
        }
        read = Reading;
        details = await Reader.ReadAsync(await Caller.GetAsync(), Matrix.Project, Key, CancellationToken.None);
        isRead = true;
    }
}
