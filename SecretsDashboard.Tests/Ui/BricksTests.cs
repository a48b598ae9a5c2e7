using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Ui;

/// <summary>The bricks of the pages: what assistive technology is told, and that a value field is bound to nothing.</summary>
public sealed class BricksTests : BunitContext
{
    [Fact]
    public void ModalDialog_Plain_IsNamedByItsTitle()
    {
        var closed = 0;
        var screen = Render<ModalDialog>(parameters => parameters.Add(dialog => dialog.Title, "Add Secret").Add(dialog => dialog.OnClose, () => closed++).AddChildContent("<p>Body</p>"));

        var dialog = screen.Dialog("Add Secret");
        Assert.Null(dialog.GetAttribute("role"));
        Assert.Null(dialog.GetAttribute("aria-describedby"));
        Assert.True(screen.HasButton("Close"));
        dialog.TriggerEvent("onclose", EventArgs.Empty);
        Assert.Equal(1, closed);
    }

    [Fact]
    public void ModalDialog_Alert_IsAnAlertDialogDescribedByItsBody()
    {
        var screen = Render<ModalDialog>(parameters => parameters.Add(dialog => dialog.Title, "Delete").Add(dialog => dialog.Alert, true).AddChildContent("<p>Gone for good</p>"));

        var dialog = screen.Dialog("Delete");
        Assert.Equal("alertdialog", dialog.GetAttribute("role"));
        Assert.Equal("Gone for good", Screen.TextOf(screen.Find($"#{dialog.GetAttribute("aria-describedby")}")));
    }

    [Fact]
    public void ErrorContent_Rendered_PromisesNothingThatTheLogDoesNotHold()
    {
        var text = Screen.TextOf(Render<ErrorContent>().Find("section"));

        Assert.Contains("The server's log says more.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("reference", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void StepUpDialog_AsksForWhatThePersonHas(bool password, bool passkey)
    {
        Services.AddSingleton<EarlierAddress>();
        var screen = Render<StepUpDialog>(parameters => parameters.AddCascadingValue(new StepUpWays(password, passkey)));

        Assert.Equal((password, password, passkey), (screen.FindAll("input[type=password]").Count == 1, screen.HasButton("Confirm"), screen.HasButton("Use a passkey")));
        var first = screen.Find("[data-autofocus]");
        Assert.Equal(password ? "INPUT" : "BUTTON", first.TagName);
    }

    [Fact]
    public void ValueField_Rendered_IsBoundToNothingAndKeptFromOthers()
    {
        var screen = Render<ValueField>(parameters => parameters.Add(field => field.Name, "value:production").Add(field => field.Label, "Value for Production"));

        var field = screen.Field("Value for Production");
        Assert.Equal(("TEXTAREA", "value:production", "1", "off", "false"),
            (field.TagName, field.GetAttribute("name"), field.GetAttribute("rows"), field.GetAttribute("autocomplete"), field.GetAttribute("spellcheck")));
        Assert.Equal("", field.TextContent);
        Assert.False(field.HasAttribute("value"));
        Assert.DoesNotContain(field.Attributes, attribute => attribute.Name.StartsWith("blazor:", StringComparison.Ordinal) || attribute.Name.StartsWith("on", StringComparison.Ordinal));
        Assert.False(field.ClassList.Contains("shown"));
    }

    [Fact]
    public void ValueField_Toggle_IsNamedOffAndControlsTheField()
    {
        var screen = Render<ValueField>(parameters => parameters.Add(field => field.Name, "value").Add(field => field.Label, "Secret Value"));

        var toggle = screen.Button("Show value");
        Assert.Equal(("false", screen.Field("Secret Value").Id, "button"), (toggle.GetAttribute("aria-pressed"), toggle.GetAttribute("aria-controls"), toggle.GetAttribute("type")));
    }

    [Fact]
    public void ValueForm_Rendered_IsTheBrowsersToPost()
    {
        var told = new List<string>();
        var screen = Render<ValueForm>(parameters => parameters.Add(form => form.Address, "/projects/bot/secrets").Add(form => form.Submit, "Create Secret")
            .Add(form => form.OnSaved, saved => told.Add(saved.Text)).AddChildContent("<input name=\"key\">"));

        var form = screen.Find("form");
        Assert.Equal(("/projects/bot/secrets", "POST"), (form.GetAttribute("data-address"), form.GetAttribute("data-method")));
        Assert.DoesNotContain("onsubmit", screen.Markup, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("submit", screen.Button("Create Secret").GetAttribute("type"));
        Assert.Equal("button", screen.Button("Cancel").GetAttribute("type"));
        Assert.False(screen.HasButton("Update it instead"));
        form.TriggerEvent("onformsaved", new FormSavedEventArgs { Text = "API_KEY created" });
        Assert.Equal(["API_KEY created"], told);
    }

    [Fact]
    public void ValueForm_WithAnAddressInstead_OffersIt()
    {
        var screen = Render<ValueForm>(parameters => parameters.Add(form => form.Address, "/a").Add(form => form.Submit, "Create Secret")
            .Add(form => form.AddressInstead, "/a/{key}").Add(form => form.SubmitInstead, "Update Secret"));

        Assert.True(screen.HasButton("Update it instead"));
        Assert.Equal("/a/{key}", screen.Find("form").GetAttribute("data-address-instead"));
    }

    [Theory]
    [InlineData(0, 50, false, false, null)]
    [InlineData(0, 51, false, true, "1–50 of 51")]
    [InlineData(1, 51, true, false, "51–51 of 51")]
    [InlineData(1, 10000, true, true, "51–100 of 10,000")]
    public void Pager_Pages_SayWhereOneIs(int page, int total, bool back, bool forth, string? text)
    {
        var moved = new List<int>();
        var screen = Render<Pager>(parameters => parameters.Add(pager => pager.Page, page).Add(pager => pager.PageSize, 50).Add(pager => pager.Total, total).Add(pager => pager.OnMove, moved.Add));

        if (text is null)
        {
            Assert.Equal("", screen.Markup.Trim());
            return;
        }
        Assert.Equal(text, Screen.TextOf(screen.Find("[role=status]")));
        Assert.Equal((!back, !forth), (screen.Button("Previous page").HasAttribute("disabled"), screen.Button("Next page").HasAttribute("disabled")));
        if (back && forth)
        {
            screen.Button("Previous page").Click();
            screen.Button("Next page").Click();
            Assert.Equal([page - 1, page + 1], moved);
        }
    }

    [Fact]
    public void Icon_Unknown_Throws() => Assert.ThrowsAny<Exception>(() => Render<Icon>(parameters => parameters.Add(icon => icon.Name, "unicorn")));
}
