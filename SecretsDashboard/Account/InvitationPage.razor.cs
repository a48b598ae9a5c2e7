using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;

namespace SecretsDashboard.Account;

/// <summary>Where an invitation link leads: its holder chooses a name and a password, or makes a passkey, and is in.</summary>
public sealed partial class InvitationPage
{
    internal const string NoLink = "This link is not valid. It may have been used, withdrawn, or be older than 72 hours: ask for a new one.";

    private string? email;
    private string? problem;
    private Admission? admission;

    [Inject] private PasskeyJoin PasskeyJoins { get; set; } = default!;

    [Inject] private JoinStore Joins { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "join")] private JoinForm? Form { get; set; }

    private bool HasCode => !string.IsNullOrEmpty(Form?.Code);

    protected override async Task OnInitializedAsync()
    {
        Form ??= new JoinForm();
        email = HasCode ? await Joins.FindAsync(Form.Code, HttpContext.RequestAborted) : null;
    }

    private async Task JoinAsync()
    {
        var outcome = Form!.HasPasskey
            ? await PasskeyJoins.JoinAsync(Form, HttpContext, HttpContext.RequestAborted)
            : await Joins.JoinAsync(Form, Visit.Of(HttpContext), HttpContext.RequestAborted);
        problem = await outcome.AnswerAsync(HttpContext);
        if (problem is null)
        {
            admission = outcome.Admission;
            if (admission is not { LeftOut.Count: > 0 })
            {
                Navigation.NavigateTo(Home);
            }
        }
    }

    // their first project, where the invitation had one
    private string Home => admission?.Projects is [var first, ..] ? ProjectAddress.Of(first) : "/";
}
