package care.handrail.budget;

import care.handrail.testing.HandrailTest;

@HandrailTest
class StatementBudgetOnH2Tests extends StatementBudgetCheck {

    StatementBudgetOnH2Tests() {
        super("h2");
    }
}
