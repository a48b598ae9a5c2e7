using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Account;

/// <summary>Sets up an authenticator app: a new key as a QR code and as text, the first code, then the recovery codes, once.</summary>
public sealed partial class AuthenticatorPage
{
    internal const string Address = "/account/authenticator";

    private const string FormName = "authenticator";

    private bool isSetUp;
    private byte[]? seed;
    private string email = "";
    private IReadOnlyList<string> codes = [];
    private string? problem;

    [Inject] private AuthenticatorStore Store { get; set; } = default!;

    [Inject] private SetUpSeed Seeds { get; set; } = default!;

    [Inject] private SiteAddress Site { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm(FormName = FormName)] private AuthenticatorForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var caller = CurrentCaller.Of(HttpContext);
        seed = Seeds.Read(caller, Form?.Seed);
        // who confirmed when the key was made need not again, however long the phone takes
        var state = seed is null ? await Store.BeginAsync(caller, HttpContext.RequestAborted) : await Store.ReadAsync(caller, HttpContext.RequestAborted);
        isSetUp = state.SetUpAt is not null;
        if (isSetUp && HttpMethods.IsGet(HttpContext.Request.Method))
        {
            Navigation.NavigateTo("/account");
            return;
        }
        email = state.Email;
        var isPosted = Form is not null;
        Form ??= new AuthenticatorForm();
        if (seed is null)
        {
            problem = isPosted ? "This took too long: there is a new key above. Scan it and enter its code." : null;
            (Form.Seed, Form.Code) = (Seeds.Create(caller), null);
            seed = Seeds.Read(caller, Form.Seed);
        }
    }

    private async Task SetUpAsync()
    {
        if (isSetUp)
        {
            // sent again: the key is shown no more
            Navigation.NavigateTo("/account");
            return;
        }
        if (seed is null || problem is not null)
        {
            return;
        }
        var outcome = await Store.SetUpAsync(CurrentCaller.Of(HttpContext), Form!.Seed, Form.Code, HttpContext.RequestAborted);
        (problem, codes) = (outcome.Answer(HttpContext), outcome.RecoveryCodes);
    }

    private static string Grouped(string key) => string.Join(' ', key.Chunk(4).Select(group => new string(group)));
}
