using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;

namespace SecretsDashboard.Account;

/// <summary>One's own sessions, and ending them: one, all but this one, or all.</summary>
public sealed partial class SessionSection
{
    private const string End = "end-session";
    private const string EndOthers = "end-others";
    private const string EndAll = "end-all";

    private IReadOnlyList<SessionListItem> sessions = [];

    [Inject] private OwnSessionStore Store { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromForm(FormName = End)] private Guid Session { get; set; }

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    protected override async Task OnInitializedAsync() => sessions = await Store.ListAsync(CurrentCaller.Of(HttpContext), HttpContext.RequestAborted);

    private async Task EndAsync()
    {
        await Store.EndAsync(CurrentCaller.Of(HttpContext), Session, HttpContext.RequestAborted);
        Navigation.NavigateTo("/account");
    }

    private async Task EndOthersAsync()
    {
        await Store.EndOthersAsync(CurrentCaller.Of(HttpContext), HttpContext.RequestAborted);
        Navigation.NavigateTo("/account");
    }

    private async Task EndAllAsync()
    {
        await Store.EndAllAsync(CurrentCaller.Of(HttpContext), HttpContext.RequestAborted);
        await HttpContext.SignOutAsync();
        Navigation.NavigateTo("/login");
    }
}
